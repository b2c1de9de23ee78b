package dev.breakwater.testkit;

import dev.breakwater.plugin.SupplierPlugin;

final class GoodPluginTest extends CoachContract {
    @Override
    protected SupplierPlugin plugin() {
        return new CoachPlugin();
    }
}
