/** A liveness check over HTTP: an example to copy. */
package org.lgsc.service;
