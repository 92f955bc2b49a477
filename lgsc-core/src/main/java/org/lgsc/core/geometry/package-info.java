/**
 * Face geometry: the conversion of a face of any size to network input, in the same way in
 * training, evaluation and use.
 */
package org.lgsc.core.geometry;
