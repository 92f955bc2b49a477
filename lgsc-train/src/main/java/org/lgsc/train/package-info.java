/**
 * Training of the network: the paper's recipe, and one for small data that starts from the
 * library's own encoder.
 */
@NullMarked
package org.lgsc.train;

import org.jspecify.annotations.NullMarked;
