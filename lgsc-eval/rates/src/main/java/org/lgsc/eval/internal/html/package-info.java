/** Self-contained pages: style, scripts and data in one file. Not part of the API. */
package org.lgsc.eval.internal.html;
