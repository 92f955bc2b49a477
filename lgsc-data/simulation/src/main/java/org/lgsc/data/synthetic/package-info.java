/**
 * Faces drawn by code and data sets made from them, which examples, tests and first training runs
 * use without any download.
 */
@NullMarked
package org.lgsc.data.synthetic;

import org.jspecify.annotations.NullMarked;
