/**
 * Speaks OCTO (Open Connectivity for Tours, Activities and Attractions), core with the pricing capability: bookings are
 * cancelled in one step, and what that costs is computed from the booking, because the protocol has no quote.
 */
package dev.breakwater.attraction;
