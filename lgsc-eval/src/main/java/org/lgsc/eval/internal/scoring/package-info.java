/** The time that scoring takes. Not part of the API. */
package org.lgsc.eval.internal.scoring;
