/** The time that scoring takes. Not part of the API. */
@NullMarked
package org.lgsc.eval.internal.scoring;

import org.jspecify.annotations.NullMarked;
