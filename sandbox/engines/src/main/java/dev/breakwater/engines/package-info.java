/** The job schedulers that Breakwater's engine is measured against, each in a process of its own, doing the same errand. */
package dev.breakwater.engines;
