package dev.breakwater.rail;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.List;

/** The same by the first traveller instead of the first ticket. */
final class TravellersContractTest extends ContractTest {
    @Override
    protected List<ScopeItem> part() {
        return List.of(new ScopeItem(ScopeType.TRAVELLER, "PX-1"));
    }
}
