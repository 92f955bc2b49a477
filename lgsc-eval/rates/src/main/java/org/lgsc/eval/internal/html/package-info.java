/** Self-contained pages: style, scripts and data in one file. Not part of the API. */
@NullMarked
package org.lgsc.eval.internal.html;

import org.jspecify.annotations.NullMarked;
