/** Finds faces and cuts them out; the crop is the same for training and inference. */
package org.lgsc.core.face;
