/**
 * Face geometry: the conversion of a face of any size to network input, in the same way in
 * training, evaluation and use.
 */
@NullMarked
package org.lgsc.core.geometry;

import org.jspecify.annotations.NullMarked;
