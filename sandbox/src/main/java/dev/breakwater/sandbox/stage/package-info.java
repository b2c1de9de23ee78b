/**
 * What the demonstration and the drill are played on: gateways as processes, which are known only from outside, a careful
 * client, the partners' files, and the folder everything is written to.
 */
package dev.breakwater.sandbox.stage;
