/** What people decide about cancellations: to resolve, retry or withdraw them, one by one or many at once. */
package dev.breakwater.gateway.review;
