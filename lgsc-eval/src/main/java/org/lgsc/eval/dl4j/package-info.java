/** PAD metrics as a Deeplearning4j evaluation, for use while training. */
@NullMarked
package org.lgsc.eval.dl4j;

import org.jspecify.annotations.NullMarked;
