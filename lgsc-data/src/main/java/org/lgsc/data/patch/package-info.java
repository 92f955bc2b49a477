/** Which patch of a face the network sees in training. */
@NullMarked
package org.lgsc.data.patch;

import org.jspecify.annotations.NullMarked;
