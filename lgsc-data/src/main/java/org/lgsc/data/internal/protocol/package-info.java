/**
 * Protocols that can be made of any data set, and what readers of data sets share. No part of the
 * API.
 */
package org.lgsc.data.internal.protocol;
