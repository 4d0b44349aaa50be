create table invoices (id integer primary key, name text not null);
insert into invoices values (1, 'first'), (2, 'second');
