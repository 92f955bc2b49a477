/** Error rates before they are reported. Not part of the API. */
@NullMarked
package org.lgsc.eval.internal.metric;

import org.jspecify.annotations.NullMarked;
