/** The journey of a plugin's author: a new plugin out of the template, its tests, a gateway to play with, and its jar. */
package dev.breakwater.sandbox.plugin;
