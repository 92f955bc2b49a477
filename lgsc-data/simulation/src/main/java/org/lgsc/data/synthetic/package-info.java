/**
 * Faces drawn by code and data sets made from them, which examples, tests and first training runs
 * use without any download.
 */
package org.lgsc.data.synthetic;
