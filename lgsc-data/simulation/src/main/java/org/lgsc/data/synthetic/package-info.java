/**
 * Faces drawn by code and data sets made of them: what every example, test and first training run
 * can use without any download.
 */
package org.lgsc.data.synthetic;
