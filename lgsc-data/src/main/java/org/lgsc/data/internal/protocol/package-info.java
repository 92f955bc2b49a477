/**
 * Protocols that can be made of any data set, and code shared by readers of data sets. Not part of
 * the API.
 */
@NullMarked
package org.lgsc.data.internal.protocol;

import org.jspecify.annotations.NullMarked;
