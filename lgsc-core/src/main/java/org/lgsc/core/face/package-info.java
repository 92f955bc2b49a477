/** Finds faces and cuts them out; the crop is the same for training and inference. */
@NullMarked
package org.lgsc.core.face;

import org.jspecify.annotations.NullMarked;
