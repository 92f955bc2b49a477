/** Pages that stand alone: style, scripts and data in one file. No part of the API. */
package org.lgsc.eval.internal.html;
