/** Measures the gateway against plainer ones, in one run, over the same supplier and the same database. */
package dev.breakwater.sandbox.bench;
