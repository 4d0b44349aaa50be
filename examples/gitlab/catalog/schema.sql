create table products (id integer primary key, name text not null);
insert into products values (1, 'first'), (2, 'second');
