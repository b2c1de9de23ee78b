/**
 * The aggregate: what was accepted, its states, and the journal that keeps it in PostgreSQL, which is the truth.
 *
 * <p>{@link dev.breakwater.gateway.cancellation.Transitions} is the one table of what may follow what, and
 * {@link dev.breakwater.gateway.cancellation.Journal} the only writer.
 */
package dev.breakwater.gateway.cancellation;
