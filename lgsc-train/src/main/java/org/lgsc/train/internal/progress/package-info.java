/** Losses as shown to users. Not part of the API. */
package org.lgsc.train.internal.progress;
