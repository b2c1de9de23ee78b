/**
 * Files that partners drop by FTP or SFTP: taken once, row by row through the one way in, and answered with files that say what
 * came of each row.
 */
package dev.breakwater.gateway.partnerfile;
