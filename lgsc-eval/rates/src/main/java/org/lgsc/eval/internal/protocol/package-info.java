/** Files next to a score file. Not part of the API. */
@NullMarked
package org.lgsc.eval.internal.protocol;

import org.jspecify.annotations.NullMarked;
