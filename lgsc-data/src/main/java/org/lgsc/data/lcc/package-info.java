/** LCC-FASD (Timoshenko et al. 2019). */
package org.lgsc.data.lcc;
