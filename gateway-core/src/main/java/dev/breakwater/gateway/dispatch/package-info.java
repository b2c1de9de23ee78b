/**
 * Who runs next, where and when: lines, retries, quotas, and the run of one cancellation over the floor of
 * {@link dev.breakwater.gateway.conversation}.
 *
 * <p>Everything in memory here, in Hazelcast too, may be lost at any time: what is due stands in the journal.
 */
package dev.breakwater.gateway.dispatch;
