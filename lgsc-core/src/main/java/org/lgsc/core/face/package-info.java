/** Finding faces and cutting them out; the crop is the same for training and for inference. */
package org.lgsc.core.face;
