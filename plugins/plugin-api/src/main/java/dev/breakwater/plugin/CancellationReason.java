package dev.breakwater.plugin;

/** Why the traveller or the caller cancels. A plugin maps it to the supplier's own words where there are any. */
public enum CancellationReason {
    CUSTOMER_REQUEST,
    EPIDEMIC,
    SCHEDULE_CHANGE,
    WEATHER,
    STRIKE,
    MEDICAL,
    DEATH,
    DUPLICATE,
    SUPPLIER_FAILURE,
    OPERATOR_ERROR,
    OTHER
}
