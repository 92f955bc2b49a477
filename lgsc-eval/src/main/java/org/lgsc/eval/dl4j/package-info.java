/** PAD metrics as a Deeplearning4j evaluation, for use while training. */
package org.lgsc.eval.dl4j;
