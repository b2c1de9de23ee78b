/**
 * Speaks Expedia Rapid v3: the quote is part of the itinerary, each room is cancelled by a link of its own, and what was
 * really paid back stands in the history.
 *
 * <p>The way through: {@link dev.breakwater.hotelchain.HotelChainPlugin} opens a {@code RapidProtocol}, whose three operations
 * are {@code QuoteConversation}, {@code CancelConversation} and {@code LookupConversation}. The meaning of the supplier's words
 * stands in property files beside the classes.
 */
package dev.breakwater.hotelchain;
