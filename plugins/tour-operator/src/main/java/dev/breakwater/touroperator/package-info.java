/**
 * Tour operators: package holidays by OpenTravel OTA 1.0, publication 2017B ({@code OTA_CancelRQ}, {@code OTA_ReadRQ}).
 *
 * <p>One message pair carries the verb in an attribute and the outcome in another, and which verb means what is agreed with each
 * operator. So the verbs are settings, and an outcome that does not fit the verb is never believed.
 */
package dev.breakwater.touroperator;
