/** The assembly: the command line, the settings, and how the rooms are put together. */
package dev.breakwater.gateway;
