/** What suppliers send by themselves. It is a hint and never proof: orders of the bookings it names are looked at again. */
package dev.breakwater.gateway.push;
