/** Reports as files: HTML, JSON, CSV, LaTeX and Markdown. */
package org.lgsc.eval.export;
