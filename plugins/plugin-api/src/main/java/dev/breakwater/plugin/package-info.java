/**
 * What a supplier plugin implements, and everything it sees of the gateway.
 *
 * <p>A plugin is made of pure protocol conversations: it builds requests and reads replies. It never opens a socket, sleeps,
 * retries, reads a clock, writes a log, starts a thread or keeps state between calls. The gateway owns transport, time-outs,
 * credentials, retries, recording and redaction, and therefore alone knows whether a request was not sent, answered or lost.
 *
 * <p>All types are immutable. No argument and no component is ever {@code null}; what may be missing is an
 * {@link java.util.Optional} or an empty collection. Constructors refuse anything else with an
 * {@link IllegalArgumentException} or a {@link NullPointerException}.
 */
package dev.breakwater.plugin;
