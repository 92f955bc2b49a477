/** Reports as files: HTML, JSON, CSV, LaTeX and Markdown. */
@NullMarked
package org.lgsc.eval.export;

import org.jspecify.annotations.NullMarked;
