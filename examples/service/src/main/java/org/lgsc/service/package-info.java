/** An example of a liveness check over HTTP, to copy from. */
package org.lgsc.service;
