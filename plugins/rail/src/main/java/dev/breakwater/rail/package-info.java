/**
 * Railways that speak UIC OSDM 3.8.1: a cancellation is a refund offer for tickets (fulfillments), created by the quote and
 * confirmed by the commit.
 *
 * <p>The way through: {@link dev.breakwater.rail.RailPlugin} opens an {@code OsdmProtocol}, whose three operations are the
 * classes {@code Quoting}, {@code Cancelling} and {@code LookingUp}. {@code OsdmRequests} writes strictly, {@code OsdmReader}
 * reads leniently. The meaning of the supplier's words stands in property files beside the classes.
 */
package dev.breakwater.rail;
