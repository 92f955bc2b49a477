/**
 * The inference engine: a trained network (encoder, decoder and cue only) compiled for one batch
 * and picture size, with batch norms folded into the convolutions before them. Outputs equal those
 * of the graph within float tolerance.
 */
@NullMarked
package org.lgsc.core.engine;

import org.jspecify.annotations.NullMarked;
