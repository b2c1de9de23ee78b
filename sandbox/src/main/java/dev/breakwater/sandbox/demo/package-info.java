/** The demonstration: a few hundred cancellations, and whether the two promises held. */
package dev.breakwater.sandbox.demo;
