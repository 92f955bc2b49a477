/** What every part of LGSC shares: labels, splits and the error shown to users. */
package org.lgsc.core;
