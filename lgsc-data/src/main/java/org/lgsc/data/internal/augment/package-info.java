/** Augmentations by name, for the command line. Not part of the API. */
@NullMarked
package org.lgsc.data.internal.augment;

import org.jspecify.annotations.NullMarked;
