/**
 * The demonstration: a sandbox, a gateway as a process of its own, a few hundred cancellations, and whether the two promises
 * held. It knows the gateway only from outside: by its command line, its API and its files.
 */
package dev.breakwater.sandbox.demo;
