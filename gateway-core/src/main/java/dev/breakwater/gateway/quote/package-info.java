/** Asks what a cancellation would cost, and keeps the answer. */
package dev.breakwater.gateway.quote;
