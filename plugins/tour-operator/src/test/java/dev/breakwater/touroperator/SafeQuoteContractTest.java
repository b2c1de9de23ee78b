package dev.breakwater.touroperator;

import java.util.HashMap;
import java.util.Map;

/** The same at an operator whose quote verb is proven to be safe. */
final class SafeQuoteContractTest extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("quoteVerbIsSafe", "true");
        return settings;
    }
}
