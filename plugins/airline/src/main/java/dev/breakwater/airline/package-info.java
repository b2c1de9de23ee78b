/**
 * Airlines that speak IATA NDC 21.3: a cancellation is an offer to cancel, asked for by OrderReshop and accepted by
 * OrderChange.
 *
 * <p>The way through: {@link dev.breakwater.airline.AirlinePlugin} opens an {@code NdcProtocol}, whose three operations are
 * the classes {@code Quoting}, {@code Cancelling} and {@code LookingUp}; {@code ChangeNotices} reads what an airline pushes.
 * {@code NdcRequests} writes strictly in the schema's order, {@code Xml} reads leniently. The meaning of the airlines' words
 * stands in tables beside the classes.
 */
package dev.breakwater.airline;
