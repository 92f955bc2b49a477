/** Losses as shown to users. Not part of the API. */
@NullMarked
package org.lgsc.train.internal.progress;

import org.jspecify.annotations.NullMarked;
